"""The product's name and version, as files say by what they were made."""

NAME = "Alliance Desk"
__version__ = "0.1.0"
