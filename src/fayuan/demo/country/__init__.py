"""The whole of 云岭省: its cities and counties, every office and point of service, staff and lawyers.

`map` names the places, `offices` lays the institutions out, `staffing` enters the people, `casting` says who plays
whose part when a matter of 石桥县 happens in another county.
"""
