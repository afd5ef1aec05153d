"""The shelf of kinds of errands.

A kind's file has:

    def look(errand: Errand, job: Job, service: Service) -> Look | None    its message now; None: as it is
    def ended(errand: Errand, job: Job, service: Service) -> None          what is kept once its job is over
"""
