return {k=function() return sine(50) end}
