/** How much machinery a number of cameras needs: arithmetic on measured figures, without I/O. */
package dev.posestream.evaluation.capacity;
