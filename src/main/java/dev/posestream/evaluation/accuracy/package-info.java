/** How accurate a model is on annotated pictures: runs it on them, scores what it finds, shows where it fails. */
package dev.posestream.evaluation.accuracy;
