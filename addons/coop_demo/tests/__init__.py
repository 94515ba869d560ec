from . import test_demo, test_pages, test_reports
