{
    "name": "Co-op Shifts: Office",
    "summary": "The members' office: week board, shifts to close, risks, leaves, many at once",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "depends": ["coop_shift"],
    "auto_install": True,
    "data": [
        "security/ir.model.access.csv",
        "security/coop_shift_office_rules.xml",
        "report/paperformat.xml",
        "report/wall_chart.xml",
        "report/attendance_sheets.xml",
        "wizards/coop_leave_answer_views.xml",
        "wizards/coop_office_print_views.xml",
        "views/coop_shift_board_views.xml",
        "views/coop_shift_views.xml",
        "views/coop_member_views.xml",
        "views/coop_leave_views.xml",
        "views/coop_work_views.xml",
        "views/coop_mass_action_views.xml",
        "views/coop_statistics_views.xml",
        "views/menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "coop_shift_office/static/src/**/*",
        ],
        "web.assets_unit_tests": [
            "coop_shift_office/static/tests/*.test.js",
        ],
        "web.assets_tests": [
            "coop_shift_office/static/tests/tours/*.js",
        ],
    },
}
