"""Simulated lock boards, the doors behind them and the hand that moves both."""
