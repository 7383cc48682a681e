package dev.posestream.camera.synthetic;

/** What a figure has come for: what it does where it stops on its way through the picture. */
enum Activity { PASS, LOOK_ROUND, WAVE, CROUCH, FALL }
