/** Models for C programs that run on the virtual machine: headers, and plain code to compare. */
package io.zkml.ml.guest;
