"""After a drill: times against targets, findings, trend and reports."""
