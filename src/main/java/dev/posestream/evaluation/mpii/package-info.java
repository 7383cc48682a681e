/** MPII Human Pose: its annotations, and PCKh. */
package dev.posestream.evaluation.mpii;
