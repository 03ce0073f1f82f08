/** Models that guests call: their form, their constants, and what a run's calls were. */
package io.zkml.vm.riscv.model;
