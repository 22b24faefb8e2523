"""The service: the program over HTTP. Answers are those of the commands; this package reads requests and writes answers.

`app.make` puts it together; each family of routes has its own module. Pages will stand in `web/pages/`, as one more
router of `app.make`, on paths that neither the API nor yente's interface has.
"""
