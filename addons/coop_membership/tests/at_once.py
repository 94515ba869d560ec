"""Work on several connections at once, begun anew as the server begins it anew."""

import threading

from psycopg2 import Error

from odoo.exceptions import UserError
from odoo.service.model import MAX_TRIES_ON_CONCURRENCY_FAILURE, PG_CONCURRENCY_ERRORS_TO_RETRY
from odoo.tools import mute_logger

#: More than the server tries: machines of tests are slow, and what counts is what is written.
TRIES = MAX_TRIES_ON_CONCURRENCY_FAILURE + 3


class AtOnce:
    """Mixed into a test that has ``connection()``, which yields an environment and commits it."""

    def race(self, *works):
        """Run works at once, each on its own connection, retried as the server retries them.

        An error of the database that the server would not try again fails the test.

        :return: what each returned; a ``UserError`` is returned, not raised
        """
        barrier = threading.Barrier(len(works))
        results = [None] * len(works)

        def one(place, work):
            barrier.wait()
            results[place] = self.retried(work)

        threads = [threading.Thread(target=one, args=row) for row in enumerate(works)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        failed = [one for one in results if isinstance(one, (Error, AssertionError))]
        self.assertFalse(failed)
        return results

    def retried(self, work):
        for _try in range(TRIES):
            try:
                with mute_logger("odoo.sql_db"), self.connection() as env:
                    return work(env)
            except UserError as error:
                return error
            except Error as error:
                if error.pgcode not in PG_CONCURRENCY_ERRORS_TO_RETRY:
                    return error
        return AssertionError("the server would have given up")
