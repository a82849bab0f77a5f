"""The 8A board of Guangzhou Shuoming and its many rebrands."""
