"""Pure: the scripts of visits, the screens they show and the effects they ask for."""
