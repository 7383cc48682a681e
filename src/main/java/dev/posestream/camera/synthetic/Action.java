package dev.posestream.camera.synthetic;

/** What a figure is doing at a moment. */
public enum Action { WALKING, STANDING, WAVING, CROUCHING, FALLING, LYING, RISING }
