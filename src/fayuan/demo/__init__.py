"""The demonstration province 云岭省: fictitious places and people, loaded through the operations."""
