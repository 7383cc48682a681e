/** COCO: its annotations and results, and average precision and recall as pycocotools computes them. */
package dev.posestream.evaluation.coco;
