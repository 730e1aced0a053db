"""What comes in: consultations, applications, examination, decision, objection, authorities' notices."""
