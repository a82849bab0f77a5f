"""Visit words: short, common, told apart on a bad line. The help person asks for one; it opens nothing."""

from __future__ import annotations

from typing import Final

_ALL = """
acorn amber anchor apple april arrow atlas autumn badger bamboo banjo barley basket beaver berry
birch blossom bonnet bottle bridge bronze butter button cabin cactus camel candle canyon carpet
castle cedar cherry chimney circle clover cobalt coffee comet copper coral cotton cradle cricket
crystal daisy dancer desert diamond dolphin donkey dragon eagle earth ember engine falcon feather
fiddle finger flower forest fountain fox galaxy garden garlic ginger glacier globe granite guitar
hammer harbour hazel helmet hockey honey horizon indigo island ivory jacket jasmine jungle kettle
kitten ladder lagoon lantern laurel lemon lilac lizard lobster magnet maple marble market meadow
melon mirror monkey morning mountain mustard needle nutmeg ocean olive orange orchid otter owl
paddle panda paper parrot pebble pencil pepper piano pillow planet plum pocket poppy prairie pumpkin
quartz rabbit radio raven ribbon river robin rocket saddle salmon sapphire season shadow silver
sparrow spider spring squirrel summer sunset tambourine teapot temple thunder tiger timber tomato
trumpet tulip tunnel turtle umbrella valley vanilla velvet village violet violin walnut water
whistle willow window winter zebra
"""

WORDS: Final = tuple(_ALL.split())
