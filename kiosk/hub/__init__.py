"""The operator's hub: takes the rows of all kiosks, keeps them, shows them, and gives orders. No kiosk has
it.
"""
