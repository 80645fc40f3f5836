"""A bureau: the desks of many schools looked at together, each of them an ordinary desk."""
