package io.zkml.laws;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds float and double in class files, down to single instructions. */
final class FloatingPoint {

  /** FADD, DCONST_0, I2D, FALOAD, DRETURN and so on, but not DUP. */
  private static final Pattern OPCODE =
      Pattern.compile(
          "[FD](ADD|SUB|MUL|DIV|REM|NEG|CONST|CMP|LOAD|STORE|ALOAD|ASTORE|RETURN|2).*"
              + "|[IL]2[FD]");

  private FloatingPoint() {}

  /** A line for every use of floating point in a class. */
  static List<String> uses(JavaClass type) {
    return uses(type.getName(), parse(type.getSource().orElseThrow().getUri()));
  }

  static List<String> uses(String name, ClassModel model) {
    List<String> uses = new ArrayList<>();
    for (FieldModel field : model.fields()) {
      if (isFloating(field.fieldTypeSymbol())) {
        uses.add(name + "." + field.fieldName().stringValue() + " is a floating-point field");
      }
    }
    for (MethodModel method : model.methods()) {
      String where = name + "." + method.methodName().stringValue();
      if (isFloating(method.methodTypeSymbol())) {
        uses.add(where + " has a floating-point parameter or result");
      }
      method.code().ifPresent(code -> code.forEach(element -> addUse(where, element, uses)));
    }
    return uses;
  }

  private static void addUse(String where, CodeElement element, List<String> uses) {
    if (element instanceof Instruction instruction
        && OPCODE.matcher(instruction.opcode().name()).matches()) {
      uses.add(where + " has the instruction " + instruction.opcode());
    }
  }

  private static boolean isFloating(MethodTypeDesc type) {
    return isFloating(type.returnType())
        || type.parameterList().stream().anyMatch(FloatingPoint::isFloating);
  }

  private static boolean isFloating(ClassDesc type) {
    ClassDesc element = type;
    while (element.isArray()) {
      element = element.componentType();
    }
    return element.equals(ConstantDescs.CD_float) || element.equals(ConstantDescs.CD_double);
  }

  private static ClassModel parse(URI source) {
    try (InputStream in = source.toURL().openStream()) {
      return ClassFile.of().parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
