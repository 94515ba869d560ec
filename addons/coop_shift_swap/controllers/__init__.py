from . import offers, portal, solidarity
