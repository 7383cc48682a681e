package dev.posestream.camera.synthetic;

/** A figure's body at one time, and what it is doing. */
record Moment(Action action, Body body) {}
