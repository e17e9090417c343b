"""The pictures of `service.pictures`, under the name that pages knew them by."""

from service.pictures import *  # noqa: F403
