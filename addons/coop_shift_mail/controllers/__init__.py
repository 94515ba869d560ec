from . import mails
