"""What components need to know before they are drawn, one module for each kind."""
