from . import coop_fiscal_batch
from . import coop_member_import
from . import coop_member_import_fault
from . import coop_member_leave
from . import coop_member_merge
from . import coop_register_print
from . import coop_share_transfer
from . import coop_subscription_pay
