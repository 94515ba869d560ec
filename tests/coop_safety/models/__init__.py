from . import planted
