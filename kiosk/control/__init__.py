"""The control socket: orders into a running kiosk, or into its data at rest."""
