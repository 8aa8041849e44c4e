"""The scenes, in teaching order.

To add one: write ``scenes/your_idea.py`` with a class ``YourIdea(Explainer)`` and add its line here.
"""

#: Scene class -> module that holds it. Kept free of Manim, so that listing what there is costs nothing.
CATALOGUE = {
    "CrossEntropyOverlay": "scenes.cross_entropy_overlay",
    "OneHotTruth": "scenes.one_hot_truth",
    "LogitsToLoss": "scenes.logits_to_loss",
    "WhereGradientsLive": "scenes.where_gradients_live",
    "GradientGrid": "scenes.gradient_grid",
    "PulleyForces": "scenes.pulley_forces",
    "TugThroughTheNetwork": "scenes.tug_through_the_network",
    "LearningSlowdown": "scenes.learning_slowdown",
    "GradientShapes": "scenes.gradient_shapes",
    "NudgedSoftmax": "scenes.nudged_softmax",
    "SoftmaxToMax": "scenes.softmax_to_max",
    "NudgesAreForces": "scenes.nudges_are_forces",
    "ClassDistance": "scenes.class_distance",
}

#: The class of the film's cards and its module; not a scene of its own.
CARD = ("TitleCard", "scenes.title_card")
