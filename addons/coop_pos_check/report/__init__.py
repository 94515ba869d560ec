from . import coop_sale_report
from . import sale_proof_xlsx
