/** PoseStream in processes of its own, as on other machines: for what measures and breaks whole installations. */
package dev.posestream.evaluation.process;
