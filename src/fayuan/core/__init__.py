"""What every change goes through: the operation, encrypted fields, audit rows, numbers, jobs, errors.

This room knows subjects as plain ids; it imports no other room but `law` and `matching`.
"""
