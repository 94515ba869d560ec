from . import coop_sale_report
