from . import coop_work_contest_answer
