/** Breaks a whole installation on purpose, and accounts for every frame. */
package dev.posestream.evaluation.chaos;
