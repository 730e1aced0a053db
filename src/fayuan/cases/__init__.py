"""The granted case in the hands of its lawyer: agreement, log, hearings, reports, termination, closing,
subsidy, archive."""
