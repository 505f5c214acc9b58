"""Writes gymnasium-traces.json: what Gymnasium's own dynamics do with given starts and actions. pip install gymnasium; python gymnasium-traces.py"""

import json
import math
import pathlib

import gymnasium as gym
import numpy as np


def trace(name, start, act, steps):
    """states: [start, then the state after each action]; rewards and terminated of each step."""
    env = gym.make(name).unwrapped
    env.reset(seed=1)
    env.state = start if name == "CartPole-v1" else np.array(start)
    rows, actions, rewards, ended = [[float(v) for v in start]], [], [], []
    for i in range(steps):
        action = act(i, rows[-1])
        _, reward, terminated, _, _ = env.step(action)
        rows.append([float(v) for v in env.state])
        actions.append(float(np.ravel(action)[0]))
        rewards.append(float(reward))
        ended.append(bool(terminated))
        if terminated:
            break
    return {"states": rows, "actions": actions, "rewards": rewards, "terminated": ended}


def steady(i, s):
    return int(s[0] + 2.4 * s[1] + 35 * s[2] + 9 * s[3] + 3 * math.sin(i) > 0)


traces = {
    "madeWith": f"gymnasium {gym.__version__}, numpy {np.__version__}",
    "cartpole": [
        trace("CartPole-v1", [0.03, -0.02, 0.04, 0.01], steady, 100),
        trace("CartPole-v1", [0.0, 0.0, 0.0, 0.0], lambda i, s: 1, 60),
        trace("CartPole-v1", [2.3, 1.2, -0.05, -0.4], lambda i, s: i % 2, 60),
    ],
    "pendulum": [
        trace("Pendulum-v1", [3.0, 0.4], lambda i, s: np.array([2.4 * math.sin(0.3 * i)]), 100),
        trace("Pendulum-v1", [-0.2, -0.9], lambda i, s: np.array([2.0 if s[1] > 0 else -2.0]), 60),
    ],
    "mountaincar": [
        trace("MountainCar-v0", [-0.5, 0.0], lambda i, s: 2 if s[1] > 0 else 0, 200),
        trace("MountainCar-v0", [-0.45, 0.0], lambda i, s: (i // 20 + 1) % 3, 60),
        trace("MountainCar-v0", [-1.15, -0.06], lambda i, s: 0, 30),
    ],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(traces) + "\n")
