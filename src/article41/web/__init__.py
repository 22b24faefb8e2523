"""The service: the program over HTTP. Its answers are those of the commands.

`app.make` puts it together; each family of routes has its own module. Pages will stand in `web/pages/`, as one more
router of `app.make`, on paths that neither the API nor yente's interface has.
"""
