/** Reading annotation files, with errors that name the entry. */
package dev.posestream.evaluation.annotation;
