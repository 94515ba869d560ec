from . import coop_subscription_pay
