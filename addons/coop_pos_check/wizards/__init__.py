from . import coop_sale_proof
