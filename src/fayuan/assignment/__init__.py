"""Who takes the case: proposals, the applicant's choice, acceptance and refusal, firms that name a lawyer,
replacement."""
