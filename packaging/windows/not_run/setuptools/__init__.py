"""Stands where setuptools would, so that a source package can be fetched and nothing of it is run.

`pip download` asks a source package's own `setup.py` what it is called; here its PKG-INFO answers. First on PYTHONPATH
while `ship.embedded_python` fetches. Knows no package.
"""
