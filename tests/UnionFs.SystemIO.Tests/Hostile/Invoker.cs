using System.Reflection;
using System.Reflection.Emit;

namespace UnionFs.SystemIO.Tests.Hostile;

/// <summary>Calls a member with arguments as objects, spans included, which reflection cannot: a string or an array stands for a span.</summary>
internal static class Invoker
{
    internal static Func<object, object?[], object?> For(MethodInfo method)
    {
        var thunk = new DynamicMethod("Invoke", typeof(object), [typeof(object), typeof(object[])], typeof(Invoker).Module, skipVisibility: true);
        ILGenerator code = thunk.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Castclass, method.DeclaringType!);
        ParameterInfo[] parameters = method.GetParameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            Type type = parameters[i].ParameterType;
            if (type.IsByRef)
            {
                code.Emit(OpCodes.Ldloca, code.DeclareLocal(type.GetElementType()!));
                continue;
            }
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Ldc_I4, i);
            code.Emit(OpCodes.Ldelem_Ref);
            if (type == typeof(ReadOnlySpan<char>))
            {
                code.Emit(OpCodes.Castclass, typeof(string));
                code.Emit(OpCodes.Call, typeof(MemoryExtensions).GetMethod(nameof(MemoryExtensions.AsSpan), [typeof(string)])!);
            }
            else if (type.IsByRefLike)
            {
                Type array = type.GetGenericArguments()[0].MakeArrayType();
                code.Emit(OpCodes.Castclass, array);
                code.Emit(OpCodes.Call, type.GetMethod("op_Implicit", [array])!);
            }
            else
            {
                code.Emit(OpCodes.Unbox_Any, type);
            }
        }
        code.Emit(OpCodes.Callvirt, method);
        Type result = method.ReturnType;
        if (result == typeof(void)) code.Emit(OpCodes.Ldnull);
        else if (result.IsByRefLike) EmitText(code, result);
        else if (result.IsValueType) code.Emit(OpCodes.Box, result);
        code.Emit(OpCodes.Ret);
        return thunk.CreateDelegate<Func<object, object?[], object?>>();
    }

    private static void EmitText(ILGenerator code, Type span)
    {
        LocalBuilder local = code.DeclareLocal(span);
        code.Emit(OpCodes.Stloc, local);
        code.Emit(OpCodes.Ldloca, local);
        code.Emit(OpCodes.Call, span.GetMethod(nameof(ToString), [])!);
    }
}
