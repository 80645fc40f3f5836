"""After a drill: times against targets, findings, trend, report and signature."""
